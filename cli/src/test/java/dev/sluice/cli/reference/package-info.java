/** The reference pages of the manual, made from what the distribution declares. Start at {@link dev.sluice.cli.reference.ReferencePagesTest}. */
@NullMarked
package dev.sluice.cli.reference;

import org.jspecify.annotations.NullMarked;
