package org.curlew.pipeline.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Everything a worker finds in an image. */
class Extracted implements Worker.FileSink {

    final List<FoundFile> files = new ArrayList<>();
    final List<Worker.Gap> gaps = new ArrayList<>();
    Worker.DevicePlan plan;
    int restarts;

    static Extracted of(Worker worker, Path... parts) throws IOException, InterruptedException {
        Extracted result = new Extracted();
        result.plan = worker.plan(List.of(parts));
        for (Worker.Segment segment : result.plan.segments()) {
            Extracted part = new Extracted();
            worker.extract(List.of(parts), segment, part, (bytes, total, files) -> {});
            result.files.addAll(part.files);
            result.gaps.addAll(part.gaps);
            result.restarts += part.restarts;
        }
        return result;
    }

    @Override
    public void file(FoundFile file) {
        files.add(file);
    }

    @Override
    public void gap(Worker.Gap gap) {
        gaps.add(gap);
    }

    @Override
    public void restart() {
        files.clear();
        gaps.clear();
        restarts++;
    }

    /** Files of a volume that lie in no archive. */
    List<FoundFile> volume(int index) {
        return files.stream()
                .filter(file -> file.volume() == index && file.container().isEmpty())
                .toList();
    }

    /** All rows as text, sorted: equal for equal results, whatever the order of the threads. */
    List<String> lines() {
        return files.stream().map(Extracted::line).sorted().toList();
    }

    static String line(FoundFile file) {
        return String.join(
                "|",
                "" + file.volume(),
                file.path(),
                hex(file.rawPath()),
                "" + file.size(),
                file.allocated() + "," + file.deleted() + "," + file.orphan(),
                file.container(),
                file.mime(),
                file.created(),
                file.modified(),
                file.accessed(),
                file.changed(),
                hex(file.md5()),
                hex(file.sha1()),
                hex(file.sha256()),
                "" + file.status(),
                file.reason(),
                "" + file.camera(),
                "" + file.locator());
    }

    static String hex(byte[] bytes) {
        return bytes == null ? "" : HexFormat.of().formatHex(bytes);
    }
}
