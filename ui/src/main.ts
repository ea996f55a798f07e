import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import './components/control.css'

import { mount } from 'svelte'

import App from './app/App.svelte'

const target = document.getElementById('app')
if (target) mount(App, { target })
