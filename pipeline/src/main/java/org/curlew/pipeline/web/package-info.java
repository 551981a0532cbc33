/** The pages' common frame: layout, words and dates, navigation, assets, and what is shown when something goes wrong. */
package org.curlew.pipeline.web;
