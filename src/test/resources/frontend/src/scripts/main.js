document.getElementById('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = new FormData();
  const [file] = document.getElementById('file').files;
  form.append('image', file, file.name);
  try {
    const { data } = await predict(form);
    const known = (await histories()).data.some(({ id }) => id === data.id);
    document.getElementById('result').textContent = `${data.result}, ${known ? 'recorded' : 'forgotten'}`;
  } catch (error) {
    document.getElementById('error').textContent = error.message;
  }
});
