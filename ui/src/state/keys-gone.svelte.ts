// The keys of this device were deleted a moment ago: the key of the sentence that says why.
export const keysGone = $state<{ why: string | undefined }>({ why: undefined });
