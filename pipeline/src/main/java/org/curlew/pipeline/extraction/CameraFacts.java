package org.curlew.pipeline.extraction;

/** EXIF facts that can tie a picture to a device; "" where absent; taken is the text of DateTimeOriginal. */
public record CameraFacts(String make, String model, String serial, String taken) {}
