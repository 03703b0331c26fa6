/**
 * Error conditions and the one form in which every error is told. Start at {@link dev.sluice.error.SluiceException}.
 */
@NullMarked
package dev.sluice.error;

import org.jspecify.annotations.NullMarked;
