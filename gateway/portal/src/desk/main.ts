import { createApp } from 'vue'
// what is called from a script brings its style here; what stands in a template brings it along
import 'element-plus/es/components/message/style/css'
import 'element-plus/es/components/message-box/style/css'
import 'element-plus/es/components/loading/style/css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import { resume } from '@/api/session'
import { applyPreferences, language } from '@/common/preferences'
import { i18n, speak } from '@/common/words'
import App from './shell/App.vue'
import { router } from './router'
import './desk.css'

applyPreferences()
void Promise.allSettled([speak(language.value), resume()]).then(() => createApp(App).use(i18n).use(router).mount('#app'))
