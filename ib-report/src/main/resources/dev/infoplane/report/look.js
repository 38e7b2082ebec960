/*
 * Looks of the charts: the hues and shapes of the drawings, and how lines are painted on a canvas of uPlot. The scripts of the page
 * are look.js, chart.js and report.js, in this order; together they make its charts move.
 */
'use strict';

const root = document.documentElement;

/* ---- Looks: the same hues and shapes as in the drawings ---- */

const CROSS = 'M-4.5,-4.5L4.5,4.5M4.5,-4.5L-4.5,4.5';
const PLUS = 'M0,-6V6M-6,0H6';
const CIRCLE = 'M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0Z';
const TRIANGLE = 'M0,-6L5.5,4.5H-5.5Z';
const SQUARE = 'M-4.5,-4.5H4.5V4.5H-4.5Z';
const DIAMOND = 'M0,-6.5L6,0L0,6.5L-6,0Z';
const SHAPES = [
  { path: CIRCLE, solid: true }, { path: TRIANGLE, solid: true }, { path: SQUARE, solid: true }, { path: DIAMOND },
  { path: 'M0,6L5.5,-4.5H-5.5Z' }, { path: CIRCLE }, { path: TRIANGLE }, { path: SQUARE }, { path: CROSS },
  { path: CROSS + PLUS }, { path: SQUARE + CROSS }, { path: DIAMOND + PLUS }];
SHAPES.forEach(shape => { shape.drawn = new Path2D(shape.path); });
const HUES = 7;
let colours = {};

function readColours() {
  const style = getComputedStyle(root);
  const read = name => style.getPropertyValue('--' + name).trim();
  colours = { ink: read('ink'), grid: read('grid'), warn: read('warn'), paper: read('paper') };
  colours.hues = Array.from({ length: HUES }, (_, i) => read('hue-' + i));
}

const shapeOf = line => SHAPES[line.look % SHAPES.length];
const hueOf = line => colours.hues[line.look % HUES];

/* ---- Elements ---- */

function element(name, attributes, ...children) {
  const svg = ['svg', 'path'].includes(name);
  const made = svg ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

function marker(line) {
  const hue = 'var(--hue-' + line.look % HUES + ')';
  const path = element('path', { d: shapeOf(line).path, class: shapeOf(line).solid ? 'marker' : 'marker hollow' });
  path.style.fill = shapeOf(line).solid ? hue : 'var(--paper)';
  path.style.stroke = shapeOf(line).solid ? 'var(--paper)' : hue;
  return path;
}

/** The marker of a line on its own, for legends. */
function picture(line) {
  const made = element('svg', { viewBox: '-8 -8 16 16', 'aria-hidden': 'true' });
  made.append(marker(line));
  return made;
}

/* ---- Painting on the canvas of a chart ---- */

function painter(panel) {
  return plot => {
    const { ctx, bbox } = plot;
    const scale = uPlot.pxRatio;
    const px = v => plot.valToPos(v, 'x', true);
    const py = v => plot.valToPos(v, 'y', true);
    const trace = points => points.forEach((p, k) => ctx[k ? 'lineTo' : 'moveTo'](px(p.x), py(p.y)));
    const stroke = (width, alpha, path) => {
      ctx.globalAlpha = alpha;
      ctx.lineWidth = width * scale;
      ctx.beginPath();
      path();
      ctx.stroke();
    };
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.lineJoin = 'round';
    if (panel.guide) {
      ctx.strokeStyle = colours.ink;
      stroke(1, 0.5, () => {
        ctx.moveTo(px(position(epochNow())), bbox.top);
        ctx.lineTo(px(position(epochNow())), bbox.top + bbox.height);
      });
    }
    const dimFirst = panel.lines.slice().sort((a, b) => isLit(a.run, a.hook) - isLit(b.run, b.hook));
    dimFirst.forEach(line => {
      const lit = isLit(line.run, line.hook) ? 1 : 0.15;
      const points = panel.oneEpoch ? line.points.filter(p => p.epoch === epochNow()) : line.points;
      const barred = points.filter(p => p.bar);
      ctx.strokeStyle = ctx.fillStyle = hueOf(line);
      if (panel.band && barred.length > 1) {
        ctx.globalAlpha = 0.2 * lit;
        ctx.beginPath();
        trace(barred.map(p => ({ x: p.x, y: p.y + p.bar })).concat(
          barred.map(p => ({ x: p.x, y: p.y - p.bar })).reverse()));
        ctx.fill();
      }
      stroke(1.5, panel.trail ? 0.35 * lit : lit, () => trace(points));
      if (panel.trail) {
        stroke(2.5, lit, () => trace(points.filter(p => p.epoch <= epochNow())));
      }
      points.forEach(p => {
        const now = p.epoch === epochNow();
        if (p.bar && (panel.band || now)) {
          stroke(1.2, lit, () => { ctx.moveTo(px(p.x), py(p.y - p.bar)); ctx.lineTo(px(p.x), py(p.y + p.bar)); });
        }
        if (p.barX && now) {
          stroke(1.2, lit, () => { ctx.moveTo(px(p.x - p.barX), py(p.y)); ctx.lineTo(px(p.x + p.barX), py(p.y)); });
        }
        const size = scale * 0.55;
        ctx.setTransform(size, 0, 0, size, px(p.x), py(p.y));
        ctx.globalAlpha = lit;
        ctx.lineWidth = 2;
        if (shapeOf(line).solid) {
          ctx.fill(shapeOf(line).drawn);
        } else {
          ctx.stroke(shapeOf(line).drawn);
        }
        if (p.warned) {
          const ring = scale * (now ? 2 : 1.1);
          ctx.strokeStyle = colours.warn;
          ctx.setTransform(ring, 0, 0, ring, px(p.x), py(p.y));
          ctx.lineWidth = 1;
          ctx.stroke(SHAPES[0].drawn);
          ctx.strokeStyle = hueOf(line);
        }
        ctx.setTransform(1, 0, 0, 1, 0, 0);
      });
    });
    ctx.restore();
  };
}
