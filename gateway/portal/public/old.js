/* Written for the oldest: a browser that cannot run the portal is told which can. Chrome 87, Safari 14 and later run it. */
;(function () {
  var able =
    'noModule' in document.createElement('script') &&
    typeof Promise === 'function' &&
    typeof Promise.any === 'function' &&
    typeof String.prototype.replaceAll === 'function'
  if (!able) window.location.replace('/browsers')
})()
