import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';

const [, tag = 'textarea'] = location.hash.split(':');
let state = '';

const Field = () => {
  const [value, setValue] = useState(window.START);
  state = value;
  return createElement(tag, { id: 'field', value, onChange: (event) => setValue(event.target.value) });
};
createRoot(document.getElementById('place')).render(createElement(Field));

window.editor = { target: '#field', model: () => state, markup: () => state };
