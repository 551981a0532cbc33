/** Readers against the field's own programs, and against damage of every kind. */
package org.curlew.pipeline.images;
