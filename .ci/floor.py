"""floor.py LAYOUT NAME RECALL: holds the figures of one résumé in one layout against what its manifest promises."""

import json
import re
import sys
import tomllib

layout, name, path = sys.argv[1:]
with open(f"layouts/{layout}/layout.toml", "rb") as manifest:
    manifest = tomllib.load(manifest)
floor = manifest["readers"]
# Programs that read across columns mix what is beside each other: that is the price of such a layout, which it publishes.
has_columns = "columns" in manifest
lines = open(path, encoding="utf-8").read().splitlines()
figures = json.loads(lines[-1])
lost = [line.split()[0] for line in lines[:-1] if (m := re.search(r"hit (\d+)/(\d+)", line)) and m[1] != m[2]]
good = figures["universal"] >= floor["universal"] and figures["worst"][1] >= floor["worst"] and (has_columns or not lost)
print(f"{layout:6} {name:18} universal {figures['universal']:.4f}  worst {figures['worst'][1]:.4f} ({figures['worst'][0]})"
      f"  {'ok' if good else 'BELOW THE FLOOR'}{'  facts lost by ' + ', '.join(lost) if lost else ''}")
sys.exit(not good)
