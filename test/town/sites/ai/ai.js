const composer = document.querySelector('#composer');
const message = document.querySelector('#message');
const talk = document.querySelector('#talk');
const names = document.querySelector('#files');
const attach = document.querySelector('#attach');

function say(text, who) {
  const line = document.createElement('p');
  line.className = who;
  line.textContent = text;
  talk.append(line);
  line.scrollIntoView({ block: 'end' });
}

/** As chat sites do: a file goes up the moment it is chosen. */
async function upload(files) {
  for (const file of files) {
    const body = new FormData();
    body.append('file', file, file.name);
    names.textContent += ` + ${file.name}`;
    await fetch('/files', { method: 'POST', body });
  }
}

attach.addEventListener('change', () => upload(attach.files));
composer.addEventListener('dragover', (event) => {
  event.preventDefault();
  composer.classList.add('over');
});
composer.addEventListener('dragleave', () => composer.classList.remove('over'));
composer.addEventListener('drop', (event) => {
  event.preventDefault();
  composer.classList.remove('over');
  upload(event.dataTransfer.files);
});
composer.addEventListener('submit', async (event) => {
  event.preventDefault();
  const text = message.innerText;
  message.textContent = '';
  names.textContent = '';
  say(text, 'mine');
  const answer = await fetch('/chat', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  say((await answer.json()).reply, 'reply');
});
