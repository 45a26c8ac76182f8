/** What a visitor chose last, kept in the browser alone. Where storage is refused (file:// in some browsers) a choice lasts for the page. */

export type Choice = "light" | "style";

export function recall(choice: Choice): string | null {
  try {
    return localStorage.getItem(`presnya.${choice}`);
  } catch {
    return null;
  }
}

export function remember(choice: Choice, value: string): void {
  try {
    localStorage.setItem(`presnya.${choice}`, value);
  } catch {
    // Nothing to do: the page keeps the choice while it is open.
  }
}
