package org.curlew.pipeline.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.curlew.pipeline.extraction.Tally;
import org.curlew.pipeline.filesystems.TskImage;
import org.curlew.pipeline.filesystems.VolumeTable;
import org.curlew.pipeline.images.ImageSource;

/** The image a child has open, kept from one request to the next as long as its files stay the same. */
final class OpenImage {

    private final ImageOpener opener;
    private List<String> key = List.of();
    private ImageSource source;
    private TskImage view;
    private VolumeTable volumes;

    OpenImage(ImageOpener opener) {
        this.opener = opener;
    }

    void open(List<Path> parts) throws IOException {
        List<String> wanted = new ArrayList<>();
        for (Path part : parts) {
            wanted.add(
                    part + " " + (Files.exists(part) ? Files.size(part) + " " + Files.getLastModifiedTime(part) : ""));
        }
        if (source == null || !wanted.equals(key)) {
            forget();
            source = opener.open(parts);
            key = wanted;
        }
    }

    ImageSource source() {
        return source;
    }

    /** The library's view, made anew for each request: its counter is the request's. */
    TskImage view(Tally tally) throws IOException {
        if (view != null) {
            view.close();
        }
        view = TskImage.open(source, tally.read());
        return view;
    }

    VolumeTable volumes(Tally tally) throws IOException {
        if (volumes == null) {
            volumes = VolumeTable.read(view == null ? view(tally) : view);
        }
        return volumes;
    }

    long volumeBytes(int volume, Tally tally) throws IOException {
        List<org.curlew.pipeline.filesystems.Volume> all = volumes(tally).volumes();
        return volume >= 0 && volume < all.size() ? all.get(volume).bytes() : 0;
    }

    void forget() throws IOException {
        if (view != null) {
            view.close();
            view = null;
        }
        if (source != null) {
            source.close();
            source = null;
        }
        volumes = null;
        key = List.of();
    }
}
