/** Full page: an element over everything, and nothing else to be reached until it is left. No full-screen API: phones have none for this. */
export class FullPage {
  private shut: HTMLElement[] = [];

  constructor(private readonly element: HTMLElement) {}

  get on(): boolean {
    return this.element.classList.contains("zoom-page");
  }

  enter(): void {
    if (this.on) return;
    this.element.classList.add("zoom-page");
    document.documentElement.classList.add("zoom-lock");
    for (let one: HTMLElement = this.element; one !== document.body && one.parentElement; one = one.parentElement) {
      const beside = [...one.parentElement.children].filter((other): other is HTMLElement => other instanceof HTMLElement && other !== one && !other.inert && other.tagName !== "SCRIPT");
      for (const other of beside) other.inert = true;
      this.shut.push(...beside);
    }
  }

  leave(): void {
    this.element.classList.remove("zoom-page");
    document.documentElement.classList.remove("zoom-lock");
    for (const other of this.shut.splice(0)) other.inert = false;
  }
}
