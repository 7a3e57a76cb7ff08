"""pictures.py WORK: puts the pages that `pictures` rendered into WORK beside their data. See `pictures`."""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

work = Path(sys.argv[1])
GREY, INK, KEY, NOTE = "#eef0f3", "#24292f", "#0f4c81", "#7a828c"


def framed(page, edge=1):
    """The page with a hairline around it, so that white paper shows on a white screen."""
    out = Image.new("RGB", (page.width + 2 * edge, page.height + 2 * edge), "#c9ced6")
    out.paste(page, (edge, edge))
    return out


def listing(text, width, height, size):
    """The head of a YAML file as a listing: keys blue, comments grey."""
    face = ImageFont.truetype("DejaVuSansMono.ttf", size)
    sheet = Image.new("RGB", (width, height), GREY)
    draw = ImageDraw.Draw(sheet)
    columns, y = int((width - 3 * size) / face.getlength("m")), 1.4 * size
    for line in text.splitlines():
        if y > height - 2.4 * size:
            break
        shown = line if len(line) <= columns else line[: columns - 1] + "…"
        key, colon, rest = shown.partition(":")
        if shown.lstrip().startswith("#"):
            draw.text((1.5 * size, y), shown, NOTE, face)
        elif colon and " " not in key.strip().removeprefix("- "):
            draw.text((1.5 * size, y), key + colon, KEY, face)
            draw.text((1.5 * size + face.getlength(key + colon), y), rest, INK, face)
        else:
            draw.text((1.5 * size, y), shown, INK, face)
        y += 1.42 * size
    return sheet


page = Image.open(work / "large.png").convert("RGB").resize((900, 1273), Image.LANCZOS)
text = Path("examples/ada.yaml").read_text(encoding="utf-8")
data = listing(text[text.index("basics:") :], 820, 1275, 17)
both = Image.new("RGB", (820 + 24 + 902, 1275), "white")
both.paste(data, (0, 0))
both.paste(framed(page), (844, 0))
both.quantize(64, dither=Image.Dither.NONE).save("examples/ada.png", optimize=True)

for layout in sorted(manifest.parent.name for manifest in Path("layouts").glob("*/layout.toml")):
    image = framed(Image.open(work / f"{layout}.png").convert("RGB").resize((620, 877), Image.LANCZOS))
    image.quantize(32, dither=Image.Dither.NONE).save(f"layouts/{layout}/page.png", optimize=True)
