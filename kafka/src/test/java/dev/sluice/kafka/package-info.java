/** Tests against a real broker, which runs in the process of the tests; each test has topics of its own. */
@NullMarked
package dev.sluice.kafka;

import org.jspecify.annotations.NullMarked;
