"use strict";
for (const sheet of document.querySelectorAll(".sheet")) {
  const stage = sheet.querySelector(".stage");
  const slider = sheet.querySelector(".slider");
  for (const view of sheet.querySelectorAll(".views input")) {
    view.addEventListener("change", () => { sheet.dataset.view = view.value; });
  }
  const marks = sheet.querySelector(".marks-on input");
  if (marks) marks.addEventListener("change", () => { sheet.dataset.marks = marks.checked ? "on" : "off"; });
  if (!slider) continue;
  const show = () => {
    stage.style.setProperty("--cut", slider.value + "%");
    slider.setAttribute("aria-valuetext", slider.value + " % of the old page");
  };
  // The knob of a slider is as wide as it likes; the edge follows the pointer itself.
  const follow = event => {
    const box = stage.getBoundingClientRect();
    slider.value = Math.round(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * 100);
    show();
  };
  slider.addEventListener("input", show);
  slider.addEventListener("pointerdown", event => {
    event.preventDefault();
    slider.focus({ preventScroll: true, focusVisible: false });
    slider.setPointerCapture(event.pointerId);
    follow(event);
  });
  slider.addEventListener("pointermove", event => { if (slider.hasPointerCapture(event.pointerId)) follow(event); });
  show();
}
