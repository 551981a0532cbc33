package org.curlew.pipeline.results;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.curlew.grading.vics.ExhibitExport;
import org.curlew.grading.vics.ExhibitVics;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.pipeline.application.ToolVersion;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.storage.objects.PrivateFiles;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** Writes {@code media.vics.json}: the device's pictures and videos, pre-categorised where a set matched. */
@Service
public class MediaVics {

    private final ExhibitVics vics;
    private final VicsProfile profile;

    public MediaVics(ExhibitVics vics, @Value("${curlew.vics.profile:UK}") String profile) {
        this.vics = vics;
        this.profile = VicsProfile.parse(profile);
    }

    public void write(Acquisition acquisition, Path target) throws IOException {
        try (OutputStream out = new BufferedOutputStream(PrivateFiles.out(target), 1 << 16)) {
            vics.write(
                    out,
                    profile,
                    new ExhibitExport(
                            acquisition.exhibitId(),
                            acquisition.caseReference(),
                            acquisition.exhibitReference(),
                            ToolVersion.text()));
        }
    }
}
