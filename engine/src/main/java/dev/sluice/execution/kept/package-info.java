/** Rows that a batch leaves out because they came too late or could not be parsed, kept where a user asks for them. */
@NullMarked
package dev.sluice.execution.kept;

import org.jspecify.annotations.NullMarked;
