package org.curlew.grading.media;

/**
 * EXIF facts that can tie a picture to a device; "" where the picture does not say.
 *
 * @param taken the text of DateTimeOriginal, which carries no time zone
 */
public record Camera(String make, String model, String serial, String taken) {

    public static final Camera NONE = new Camera("", "", "", "");

    public Camera {
        make = make == null ? "" : make;
        model = model == null ? "" : model;
        serial = serial == null ? "" : serial;
        taken = taken == null ? "" : taken;
    }
}
