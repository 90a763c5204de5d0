// What a reader chose, kept for the next report where the browser allows it.

import type { View } from "./render.js";

export type Theme = "system" | "light" | "dark";

export const THEMES: readonly Theme[] = ["system", "light", "dark"];

export function storedTheme(): Theme {
  const stored = read("kextir-theme");
  return THEMES.find((theme) => theme === stored) ?? "system";
}

export function storedView(): View {
  const stored = read("kextir-view");
  return stored === "inline" || stored === "split" ? stored : matchMedia("(min-width: 1100px)").matches ? "split" : "inline";
}

export function store(name: "theme" | "view", value: Theme | View): void {
  try {
    localStorage.setItem(`kextir-${name}`, value);
  } catch {
    // It is kept as long as the page is open.
  }
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
