/**
 * All that touches time, disk, threads or chance comes in through these small interfaces, so that a simulation can fake
 * them whole: {@link dev.sluice.seam.Clock}, {@link dev.sluice.seam.CheckpointFs}, {@link dev.sluice.seam.Exec},
 * {@link dev.sluice.seam.Ids}.
 */
@NullMarked
package dev.sluice.seam;

import org.jspecify.annotations.NullMarked;
