/** Functions of the session, of types, and of errors that a program asks for. Start at {@link dev.sluice.builtin.misc.MiscFunctions}. */
@NullMarked
package dev.sluice.builtin.misc;

import org.jspecify.annotations.NullMarked;
