package org.curlew.pipeline.renditions;

/**
 * How a media is drawn.
 *
 * @param side of the square it must fit, in pixels
 * @param blur radius as a share of the side, 0 for none
 * @param colour in its colours; grey where nobody revealed them
 */
public record Drawing(int side, double blur, boolean colour) {}
