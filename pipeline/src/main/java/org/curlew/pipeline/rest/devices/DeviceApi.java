package org.curlew.pipeline.rest.devices;

import java.util.List;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.DeviceTotals;
import org.curlew.pipeline.devices.FilePages;
import org.curlew.pipeline.devices.SetsUsed;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.rest.Paged;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.exhibits.ExhibitDesk;
import org.curlew.pipeline.worker.Worker;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/** What the machine found on an exhibit. */
@Api
@Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.AUDITOR})
class DeviceApi {

    private final ExhibitDesk desk;
    private final DeviceTotals totals;
    private final FilePages files;

    DeviceApi(ExhibitDesk desk, DeviceTotals totals, FilePages files) {
        this.desk = desk;
        this.totals = totals;
        this.files = files;
    }

    /**
     * The screening of an exhibit's image.
     *
     * @param acquisition number of the image's run; a second image is another
     * @param certificate what may be said of the screening, in one sentence
     * @param complete the screening has ended and every byte range and file is accounted for
     */
    record DeviceView(
            long exhibitId,
            String state,
            String stateReason,
            long acquisition,
            Acquisitions.Media image,
            List<Worker.Volume> volumes,
            DeviceTotals.Files files,
            DeviceTotals.Media media,
            List<SetsUsed.SetTotals> matches,
            List<StageRuns.StageRun> stages,
            String certificate,
            boolean complete,
            long gaps,
            long gapsThatCount) {}

    /** Which files; a field left out leaves its condition open. */
    record Question(
            String type,
            String text,
            String folder,
            boolean deleted,
            boolean inArchive,
            boolean hit,
            boolean unread,
            FilePages.Order order,
            boolean descending,
            String after) {}

    @GetMapping("/exhibits/{exhibitId}/device")
    @Scoped(Scope.DEVICES_READ)
    @Does("Gives what the machine found: image and verification, volumes, files, matches, stages, certificate")
    DeviceView device(Viewer viewer, @PathVariable long exhibitId) {
        ExhibitDesk.Shown shown = desk.show(viewer, exhibitId);
        ExhibitDesk.Screening s = shown.screening();
        if (s == null) {
            throw ApiException.missing("No image of this exhibit was given to the machine yet");
        }
        return new DeviceView(
                exhibitId,
                shown.line().state(),
                shown.line().stateReason(),
                s.acquisition().id(),
                s.media(),
                s.volumes(),
                s.files(),
                s.pictures(),
                s.sets(),
                s.runs(),
                ExhibitDesk.certificate(s),
                s.complete(),
                s.gaps(),
                s.gapsThatCount());
    }

    @GetMapping("/exhibits/{exhibitId}/device/gaps")
    @Scoped(Scope.DEVICES_READ)
    @Does("Lists what was not looked at, and why")
    Paged<Worker.Gap> gaps(
            Viewer viewer,
            @PathVariable long exhibitId,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        List<Worker.Gap> gaps = totals.gaps(desk.acquisition(viewer, exhibitId, "gaps"));
        int from = (int) Math.min(gaps.size(), Paged.number(after));
        int to = Math.min(gaps.size(), from + Paged.limit(limit));
        return new Paged<>(gaps.subList(from, to), to < gaps.size() ? Paged.encode(Integer.toString(to)) : null);
    }

    @GetMapping("/exhibits/{exhibitId}/files")
    @Scoped(Scope.DEVICES_READ)
    @Does("Lists every file found in the order of the device, a hundred at a time")
    FilePages.FilePage files(
            Viewer viewer, @PathVariable long exhibitId, @RequestParam(required = false) String after) {
        return page(viewer, exhibitId, FilePages.Filter.ALL, FilePages.Order.FOUND, false, after);
    }

    /** What is asked is sent in the body, not in the address: a path can name a person. */
    @PostMapping("/exhibits/{exhibitId}/files/search")
    @Scoped(Scope.DEVICES_READ)
    @Does("Lists the files that a question describes, a hundred at a time")
    FilePages.FilePage search(Viewer viewer, @PathVariable long exhibitId, @RequestBody Question q) {
        FilePages.Filter filter = new FilePages.Filter(
                text(q.type()), text(q.text()), text(q.folder()), q.deleted(), q.inArchive(), q.hit(), q.unread());
        FilePages.Order order = q.order() == null ? FilePages.Order.FOUND : q.order();
        return page(viewer, exhibitId, filter, order, q.descending(), q.after());
    }

    @PostMapping("/exhibits/{exhibitId}/retry")
    @Allowed(Role.EXAMINER)
    @Scoped(Scope.DEVICES_WRITE)
    @Does("Takes an exhibit's failed work up again")
    void retry(Viewer viewer, @PathVariable long exhibitId) {
        desk.retry(viewer, exhibitId);
    }

    private FilePages.FilePage page(
            Viewer viewer,
            long exhibitId,
            FilePages.Filter filter,
            FilePages.Order order,
            boolean descending,
            String after) {
        long acquisition = desk.acquisition(viewer, exhibitId, "files");
        try {
            return files.page(acquisition, filter, order, descending, after);
        } catch (IllegalArgumentException e) {
            throw ApiException.badParameter("after", "is not what a page before gave as next");
        }
    }

    private static String text(String value) {
        return value == null ? "" : value.length() > 500 ? value.substring(0, 500) : value;
    }
}
