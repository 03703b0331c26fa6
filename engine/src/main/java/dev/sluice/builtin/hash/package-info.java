/** Digests and hashes. Start at {@link dev.sluice.builtin.hash.HashFunctions}. */
@NullMarked
package dev.sluice.builtin.hash;

import org.jspecify.annotations.NullMarked;
