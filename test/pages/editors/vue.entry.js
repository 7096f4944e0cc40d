import { createApp, h, ref } from 'vue';

const [, tag = 'textarea'] = location.hash.split(':');
const value = ref(window.START);

createApp({
  render: () => h(tag, { id: 'field', value: value.value, onInput: (event) => (value.value = event.target.value) }),
}).mount('#place');

window.editor = { target: '#field', model: () => value.value, markup: () => value.value };
