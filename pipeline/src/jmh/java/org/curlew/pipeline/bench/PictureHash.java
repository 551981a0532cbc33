package org.curlew.pipeline.bench;

import java.util.concurrent.TimeUnit;
import org.curlew.triage.perceptual.LumaRows;
import org.curlew.triage.perceptual.Pdq;
import org.curlew.triage.perceptual.PdqResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** PDQ with its eight turns from the pixels of a picture of 512 x 512. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PictureHash {

    private final Pdq pdq = new Pdq();
    private final LumaRows luma = PictureBench.luma();

    @Benchmark
    public PdqResult pixels() {
        return pdq.hash(PictureBench.SIDE, PictureBench.SIDE, luma);
    }
}
