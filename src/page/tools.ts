// The buttons at the top.

export interface Choice<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly names: Readonly<Record<Value, string>>;
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

/** Buttons of which one is pressed; gives a function that presses one. */
export function addChoice<Value extends string>(tools: Element, { label, values, names, chosen, onChoose }: Choice<Value>): (value: Value) => void {
  const group = document.createElement("div");
  group.className = "choice";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", label);
  const buttons = values.map((value) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = names[value];
    button.addEventListener("click", () => press(value));
    group.append(button);
    return [value, button] as const;
  });
  const press = (value: Value): void => {
    for (const [other, button] of buttons) button.setAttribute("aria-pressed", String(other === value));
    onChoose(value);
  };
  press(chosen);
  tools.append(group);
  return press;
}
