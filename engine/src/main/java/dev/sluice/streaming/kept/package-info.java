/** The way of rows that a batch leaves out into the folders that a user named: in the checkpoint first, in the folder when the batch is committed. */
@NullMarked
package dev.sluice.streaming.kept;

import org.jspecify.annotations.NullMarked;
