/** Whether a file is a configuration by its name. */
export function isConfigName(name: string): boolean {
  return /(?:^|[\\/])(?:\.cmtelegramrc(?:\.(?:json|ya?ml))?|cmtelegram[\\/]config\.(?:json|ya?ml))$/.test(name);
}
