const { folder, summary } = await (await fetch('/town.json')).json();
document.querySelector('#summary').textContent = summary;
document.querySelector('#folder').textContent = folder;
document.querySelector('#copy').addEventListener('click', () => navigator.clipboard.writeText(summary));
for (const link of document.querySelectorAll('[data-host]')) {
  link.href = `http://${link.dataset.host}.localhost:${location.port}/`;
  link.target = '_blank';
}
