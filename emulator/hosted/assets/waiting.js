// The waiting page answers 200 for as long as there is nothing new; then it redirects.
async function look() {
  // Without an answer the emulator is being started again: it is asked again too.
  const answer = await fetch(location.href, { redirect: "manual" }).catch(() => undefined);
  if (answer && answer.status !== 200) location.reload();
  else setTimeout(look, 2000);
}

setTimeout(look, 2000);
