const BASE_URL = 'YOUR BASE URL';

const ENDPOINT = {
  predict: `${BASE_URL}/predict`,
  histories: 'http://203.0.113.7:8080/predict/histories',
};

async function predict(form) {
  const response = await fetch(ENDPOINT.predict, { method: 'POST', body: form, redirect: 'follow' });
  return response.json();
}

async function histories() {
  return (await fetch(ENDPOINT.histories)).json();
}
