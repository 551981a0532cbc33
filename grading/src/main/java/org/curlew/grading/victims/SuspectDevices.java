package org.curlew.grading.victims;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.curlew.grading.media.Camera;

/** The devices of a case's suspects as the register describes them, to be held against what EXIF says of a camera. */
public record SuspectDevices(List<Device> devices) {

    /**
     * An exhibit that may be a camera; a complainant's own device is none of a suspect's and is not here.
     *
     * @param make make and model in free text, null or empty where unknown
     * @param serial null or empty where unknown
     */
    public record Device(String exhibit, String make, String serial) {}

    public SuspectDevices {
        devices = List.copyOf(devices);
    }

    /** Why the camera may be one of the devices, a sentence each and never a certainty; EXIF can be copied or forged. */
    public List<String> reasons(Camera camera) {
        List<String> reasons = new ArrayList<>();
        for (Device device : devices) {
            if (same(device.serial(), camera.serial())) {
                reasons.add("EXIF names the serial number " + camera.serial() + " of exhibit " + device.exhibit()
                        + ": a candidate for first-generation material.");
            } else if (fits(device.make(), camera)) {
                reasons.add("EXIF names " + (camera.make() + " " + camera.model()).strip() + ", as exhibit "
                        + device.exhibit() + " is (" + device.make() + "): a hint, many devices are alike.");
            }
        }
        return reasons;
    }

    private static boolean same(String one, String other) {
        return one != null && !one.isBlank() && one.strip().equalsIgnoreCase(other);
    }

    /** The exhibit's make and model are free text: EXIF's model must be in it. */
    private static boolean fits(String device, Camera camera) {
        return device != null
                && !camera.model().isBlank()
                && device.toLowerCase(Locale.ROOT)
                        .contains(camera.model().strip().toLowerCase(Locale.ROOT));
    }
}
