/** The file connector on real and simulated disks. */
@NullMarked
package dev.sluice.testkit.files;

import org.jspecify.annotations.NullMarked;
