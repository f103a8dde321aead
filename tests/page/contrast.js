// Every text on the page that can be seen, and those of them whose contrast with their ground is below 4.5 : 1 (WCAG AA).
() => {
  const channels = (words) => words.match(/[\d.]+/g).map(Number);
  const light = (parts) => {
    const [red, green, blue] = parts.slice(0, 3).map((part) => part / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element) => {
    for (let above = element; above; above = above.parentElement) {
      const parts = channels(getComputedStyle(above).backgroundColor);
      if (parts.length === 3 || parts[3] > 0) return parts;
    }
    return [255, 255, 255];
  };
  const unseen = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "OPTION", "OPTGROUP"]);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = { seen: 0, faint: [] };
  while (texts.nextNode()) {
    const words = texts.currentNode.data.trim(), element = texts.currentNode.parentElement;
    if (!words || unseen.has(element.tagName) || !element.getClientRects().length) continue;
    const [brighter, darker] = [light(channels(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
    const contrast = (brighter + 0.05) / (darker + 0.05);
    found.seen += 1;
    if (contrast < 4.5) found.faint.push(`${contrast.toFixed(2)} ${element.tagName} ${words.slice(0, 30)}`);
  }
  return found;
}
