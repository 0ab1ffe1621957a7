// The mark as PNG, for home screens that do not take SVG. Polygons are few, so a small painter is enough: 2 × 2 samples a
// pixel, later shapes over earlier ones.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { crc32, deflateSync } from "node:zlib";

const FJORD = [11, 92, 107], WHITE = [255, 255, 255], SUN = [242, 184, 75], PAPER = [251, 248, 243];
const shapes = [
  [FJORD, [[8, 4], [38, 4], [38, 41], [8, 41]]],
  [WHITE, [[15, 9], [29, 9], [29, 41], [15, 41]]],
  [SUN, [[29, 14], [29, 41], [38, 44], [43, 44]]],
  [FJORD, [[14, 7.6], [30, 14.4], [30, 46.3], [14, 41.8]]],
  [WHITE, [[16, 10.5], [28, 15.7], [28, 43.7], [16, 40.2]]],
  [FJORD, [[23.6, 26.4], [26.4, 26.4], [26.4, 29.6], [23.6, 29.6]]],
];

const inside = (points, x, y) => {
  let odd = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [ax, ay] = points[i], [bx, by] = points[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
};

const colourAt = (x, y) => {
  let colour = PAPER;
  for (const [fill, points] of shapes) if (inside(points, x, y)) colour = fill;
  return colour;
};

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
};

const png = (size) => {
  const rows = Buffer.alloc(size * (size * 3 + 1));
  // A margin of a fifth keeps the mark whole when a device cuts the icon round.
  const scale = 48 / (size * 0.7), shift = size * 0.15;
  for (let y = 0, at = 0; y < size; y++) {
    rows[at++] = 0;
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0];
      for (let s = 0; s < 4; s++) {
        const c = colourAt((x + (s % 2) / 2 + 0.25 - shift) * scale, (y + (s >> 1) / 2 + 0.25 - shift) * scale);
        for (let k = 0; k < 3; k++) sum[k] += c[k];
      }
      for (let k = 0; k < 3; k++) rows[at++] = Math.round(sum[k] / 4);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
};

export const writeIcons = (dist) =>
  Promise.all([180, 192, 512].map((size) => writeFile(path.join(dist, `icon-${size}.png`), png(size))));
