/** Fakes and fixtures for tests of streaming programs, and of the engine itself: a clock moved by hand, a file system that crashes. */
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;
