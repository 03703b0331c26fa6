/** What all families of functions are declared with: declarations, type rules, error texts and scratch arrays. Start at {@link dev.sluice.builtin.support.ScalarDeclaration}. */
@NullMarked
package dev.sluice.builtin.support;

import org.jspecify.annotations.NullMarked;
