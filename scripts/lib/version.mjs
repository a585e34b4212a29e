/** A chart or kustomization with another version of what is released here. */
export function withVersion(text, version) {
  return text.replace(
    /^(\s*(?:version|appVersion|newTag)): .*$/gm,
    (line, name) => `${name}: ${version}`,
  );
}
