"""floor.py LAYOUT NAME RECALL: holds the figures of one résumé in one layout against what the layout promises."""

import json
import re
import sys

# layout: (least share in place in every reader, least share in place in the worst reader)
FLOORS = {"plain": (1.0, 1.0), "folio": (0.99, 0.99), "datum": (0.0, 0.93)}

layout, name, path = sys.argv[1:]
lines = open(path, encoding="utf-8").read().splitlines()
figures = json.loads(lines[-1])
lost = [line.split()[0] for line in lines[:-1] if (m := re.search(r"hit (\d+)/(\d+)", line)) and m[1] != m[2]]
universal, worst = FLOORS[layout]
good = figures["universal"] >= universal and figures["worst"][1] >= worst and not lost
print(f"{layout:6} {name:18} universal {figures['universal']:.4f}  worst {figures['worst'][1]:.4f} ({figures['worst'][0]})"
      f"  {'ok' if good else 'BELOW THE FLOOR'}{'  facts lost by ' + ', '.join(lost) if lost else ''}")
sys.exit(not good)
