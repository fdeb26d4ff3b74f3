/** A form's text fields as an object; a field that is a file, or sent twice, is not what any of our forms send. */
export function textFields(form: FormData): Record<string, string> {
  const names = new Set(form.keys());
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const [value, ...more] = form.getAll(name);
      return typeof value === "string" && more.length === 0 ? [[name, value]] : [];
    }),
  );
}
