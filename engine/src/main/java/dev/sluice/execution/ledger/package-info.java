/** What became of every row and of every entry of the state in a batch, counted where it was decided, and whether it adds up. */
@NullMarked
package dev.sluice.execution.ledger;

import org.jspecify.annotations.NullMarked;
