/** The data folder: who may use it, and what is said to the second. */
package org.curlew.pipeline.application;
