import { createApp } from 'vue'
// what is called from a script brings its style here; what stands in a template brings it along
import 'vant/es/toast/style'
import 'vant/es/dialog/style'
import { resume } from '@/api/session'
import { applyPreferences, language } from '@/common/preferences'
import { i18n, speak } from '@/common/words'
import { offerUpdates } from './shell/updates'
import App from './shell/App.vue'
import { router } from './router'
import './phone.css'

applyPreferences()
offerUpdates()
void Promise.allSettled([speak(language.value), resume()]).then(() => createApp(App).use(i18n).use(router).mount('#app'))
