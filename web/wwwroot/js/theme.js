import { parameter } from "./links.js";

const THEMES = ["light", "night"];

/** The page in the colours that its address asks for: `?theme=light` in a bright room, `?theme=night` in a dark one. */
export function dress() {
  const theme = parameter("theme") ?? "";
  if (THEMES.includes(theme)) {
    document.documentElement.dataset.theme = theme;
  }
}
