/** Undefined when it is no JSON: what comes from outside is judged by a schema, and none takes undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
