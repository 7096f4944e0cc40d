/** An editor without a DOM of its own: text in an EditContext, drawn on a canvas, with its own undo. */
const canvas = document.createElement('canvas');
canvas.width = 900;
canvas.height = 200;
canvas.style.pointerEvents = 'none';
const surface = document.createElement('div');
surface.id = 'surface';
surface.tabIndex = 0;
surface.append(canvas);
document.getElementById('place').append(surface);

const context = new EditContext({ text: window.START });
surface.editContext = context;
const past = [];
let anchor = 0;
let focus = 0;

const draw = () => {
  const pen = canvas.getContext('2d');
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.font = '16px sans-serif';
  for (const [row, line] of context.text.split('\n').entries()) pen.fillText(line, 4, 20 * (row + 1));
};
const select = (from, to) => {
  anchor = from;
  focus = to;
  context.updateSelection(Math.min(from, to), Math.max(from, to));
};
const write = (text) => {
  past.push([context.text, anchor, focus]);
  const start = Math.min(anchor, focus);
  context.updateText(start, Math.max(anchor, focus), text);
  select(start + text.length, start + text.length);
  draw();
};

// The browser has already written into the context what was typed.
let typed = context.text;
context.addEventListener('textupdate', (event) => {
  past.push([typed, anchor, focus]);
  typed = context.text;
  select(event.selectionStart, event.selectionEnd);
  draw();
});
// Where the focused element holds no text, browsers send the paste to the body.
document.addEventListener('paste', (event) => {
  if (document.activeElement !== surface) return;
  event.preventDefault();
  write(event.clipboardData.getData('text/plain'));
  typed = context.text;
});
surface.addEventListener('keydown', (event) => {
  const to = { Home: 0, End: context.text.length, ArrowLeft: focus - 1, ArrowRight: focus + 1 }[event.key];
  if (to !== undefined) {
    const at = Math.max(0, Math.min(context.text.length, to));
    select(event.shiftKey ? anchor : at, at);
  } else if (event.ctrlKey && event.key === 'z' && past.length > 0) {
    const [text, from, until] = past.pop();
    context.updateText(0, context.text.length, text);
    typed = text;
    select(from, until);
    draw();
  }
});
draw();

window.editor = { target: '#surface', model: () => context.text, markup: () => context.text };
