package org.curlew.pipeline.images;

/**
 * What one open image may use.
 *
 * @param threads threads that decompress ahead of a sequential reader; callers' own threads come on top
 * @param memoryBytes decoded media held at most, in bytes; one chunk is held whatever the limit says
 */
public record ReadLimits(int threads, long memoryBytes) {

    private static final long DEFAULT_MEMORY = 32L << 20;

    public ReadLimits {
        if (threads < 1 || memoryBytes < 1) {
            throw new IllegalArgumentException("an image needs at least one thread and some memory to be read");
        }
    }

    /** A thread a processor and 32 MiB. */
    public static ReadLimits defaults() {
        return new ReadLimits(Runtime.getRuntime().availableProcessors(), DEFAULT_MEMORY);
    }
}
