package dev.sluice.config;

/** An amount of memory: so many bytes, or a part of the heap. */
public sealed interface HeapAmount {
    /** How many bytes it is where the heap may grow to {@code heapBytes}. */
    long bytes(long heapBytes);

    /** So many bytes. */
    record Bytes(long count) implements HeapAmount {
        @Override
        public long bytes(long heapBytes) {
            return count;
        }

        @Override
        public String toString() {
            return Long.toString(count);
        }
    }

    /** A part of the heap, more than 0 and at most 1. */
    record Fraction(double ofHeap) implements HeapAmount {
        public Fraction {
            if (!(ofHeap > 0 && ofHeap <= 1)) {
                throw new IllegalArgumentException("not a part of the heap: " + ofHeap);
            }
        }

        @Override
        public long bytes(long heapBytes) {
            return (long) (heapBytes * ofHeap);
        }

        @Override
        public String toString() {
            return Double.toString(ofHeap);
        }
    }
}
