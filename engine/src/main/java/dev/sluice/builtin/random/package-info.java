/** Values by chance, and numbers of rows. Start at {@link dev.sluice.builtin.random.RandomFunctions}. */
@NullMarked
package dev.sluice.builtin.random;

import org.jspecify.annotations.NullMarked;
