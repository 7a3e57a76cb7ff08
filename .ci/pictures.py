"""pictures.py WORK [--check]: makes pictures of the pages that `pictures` rendered into WORK, or compares them with those that are
stored. See `pictures`."""

import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

work, check = Path(sys.argv[1]), "--check" in sys.argv[2:]
GREY, INK, KEY, NOTE = "#eef0f3", "#24292f", "#0f4c81", "#7a828c"
# How far two pictures of the same pages may be from each other (mean of 255 shades).
NEAR = 1.5
changed = []


def framed(page, edge=1):
    """The page with a hairline around it, so that white paper shows on a white screen."""
    out = Image.new("RGB", (page.width + 2 * edge, page.height + 2 * edge), "#c9ced6")
    out.paste(page, (edge, edge))
    return out


def opened(path, width):
    """A page as a picture of this width."""
    page = Image.open(path).convert("RGB")
    return framed(page.resize((width, round(width * page.height / page.width)), Image.LANCZOS))


def pages_of(name):
    """The pictures of the pages of one output."""
    return sorted(work.glob(f"{name}.png")) + sorted(work.glob(f"{name}-?.png"))


def store(picture, path, colours):
    """Writes a picture, or notes that the stored one shows something else."""
    picture = picture.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    if not check:
        picture.save(path, optimize=True)
        return
    stored = Image.open(path).convert("RGB") if Path(path).exists() else None
    if stored is None or stored.size != picture.size:
        changed.append(path)
        return
    difference = ImageChops.difference(stored, picture.convert("RGB"))
    if max(ImageStat.Stat(difference).mean) > NEAR:
        changed.append(path)


def beside(pictures, columns, gap, captions=()):
    """Pictures in rows of `columns`, each with its caption below."""
    face = ImageFont.load_default(22)
    below = 34 if captions else 0
    width, height = pictures[0].width, max(picture.height for picture in pictures) + below
    rows = -(-len(pictures) // columns)
    out = Image.new("RGB", (columns * (width + gap) - gap, rows * (height + gap) - gap), "white")
    draw = ImageDraw.Draw(out)
    for index, picture in enumerate(pictures):
        x, y = index % columns * (width + gap), index // columns * (height + gap)
        out.paste(picture, (x, y))
        if captions:
            draw.text((x + 2, y + picture.height + 4), captions[index], INK, face)
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


page = opened(work / "large.png", 900)
layouts = sorted(manifest.parent.name for manifest in Path("layouts").glob("*/layout.toml"))
if not check:
    # What this one shows of a page is in folio's own picture.
    text = Path("examples/ada.yaml").read_text(encoding="utf-8")
    data = listing(text[text.index("basics:") :], 820, page.height, 17)
    both = Image.new("RGB", (data.width + 24 + page.width, page.height), "white")
    both.paste(data, (0, 0))
    both.paste(page, (data.width + 24, 0))
    store(both, "examples/ada.png", 64)

for layout in layouts:
    store(opened(pages_of(f"ada-{layout}")[0], 620), f"layouts/{layout}/page.png", 64)
    pages = pages_of(f"three-pages-{layout}")
    store(beside([opened(path, 400) for path in pages], len(pages), 16), f"layouts/{layout}/pages.png", 64)
sheet = [opened(pages_of(f"ada-{layout}")[0], 260) for layout in layouts]
store(beside(sheet, 5, 20, layouts), "layouts/all.png", 128)

if changed:
    print("other pages than those stored, `.ci/pictures` makes them again:", *changed, sep="\n  ", file=sys.stderr)
    sys.exit(1)
